import { Injectable } from '@nestjs/common';
import type { TemplateReference } from '@slipway/contracts';
import { baseFlow, readTemplate, type FlowTemplate } from '@slipway/flow';
import { type Aggregate, Documents, InjectAggregate } from '@slipway/service-kit';
import canonicalize from 'canonicalize';
import { template, type TemplateCommand } from '../domain/template/template.decider.js';

export interface PinnedTemplate {
  readonly reference: TemplateReference;
  readonly flow: FlowTemplate;
  /** Nobody published the built-in one. */
  readonly publishedBy: string | undefined;
}

type Kept = Omit<TemplateCommand, 'type'>;

/** The flow templates: as canonical JSON in the evidence store, so that the digest that a release pins can be recomputed. */
@Injectable()
export class TemplateLibrary {
  constructor(
    @InjectAggregate(template) private readonly templates: Aggregate<typeof template>,
    private readonly documents: Documents,
  ) {}

  /** The newest published template of this id; of the base flow, the built-in one until another is published. */
  async newest(id: string): Promise<PinnedTemplate | undefined> {
    const { state } = await this.templates.load(id);
    const published = state.published.at(-1);
    if (published !== undefined) {
      const { template: reference, by } = published;
      return { reference, flow: await this.read(reference), publishedBy: by };
    }
    if (id !== baseFlow.id) return undefined;
    const { template: reference } = await this.keep(baseFlow);
    return { reference, flow: baseFlow, publishedBy: undefined };
  }

  async read({ digest }: TemplateReference): Promise<FlowTemplate> {
    return readTemplate(await this.documents.read(digest));
  }

  async keep(flow: FlowTemplate): Promise<Kept> {
    const text = canonicalize(flow);
    if (text === undefined) throw new TypeError('a template is always an object');
    const title = `${flow.title} ${flow.version}`;
    const evidence = await this.documents.keep({ title, mediaType: 'application/json', text });
    const reference = { id: flow.id, version: flow.version, digest: evidence.digest };
    return { template: reference, title: flow.title, evidence, flow };
  }
}
