import { readFileSync } from 'node:fs';
import { inboundCatalog, inboundDefinitionOf } from './catalog.js';
import { digestInPackageUrl } from './cdevent.js';

interface Golden {
  readonly type: string;
  readonly data: unknown;
}

const golden = (type: string): Golden => {
  const name = type
    .replace('dev.cdevents.', '')
    .replace('dev.slipway.inbound.', '')
    .replace(/\.v\d+$/, '');
  const file = new URL(`./${name.replaceAll('.', '-')}.golden.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Golden;
};

describe('the inbound catalog', () => {
  it.each(inboundCatalog.map((definition) => [definition.type, definition] as const))(
    '%s still reads its golden CloudEvent, unchanged',
    (type, definition) => {
      const { type: wireType, data } = golden(type);
      expect(inboundDefinitionOf(wireType)).toBe(definition);
      expect(definition.data.parse(data)).toEqual(data);
    },
  );

  it('takes CDEvents of every version 0.x and no other', () => {
    const pipeline = 'dev.cdevents.pipelinerun.finished';
    expect(inboundDefinitionOf(`${pipeline}.0.3.0-draft`)?.type).toBe(pipeline);
    expect(inboundDefinitionOf(`${pipeline}.1.0.0`)).toBeUndefined();
    expect(inboundDefinitionOf(pipeline)).toBeUndefined();
    expect(inboundDefinitionOf('dev.cdevents.pipelinerun.queued.0.2.0')).toBeUndefined();
  });
});

describe('the digest in a package URL', () => {
  const digest = 'a'.repeat(64);

  it.each([`pkg:oci/shop@sha256%3A${digest}`, `pkg:generic/shop@1.1.0?checksum=sha256:${digest}&x=y`])(
    'is found in %s',
    (packageUrl) => {
      expect(digestInPackageUrl(packageUrl)).toBe(`sha256:${digest}`);
    },
  );

  it('is not seen where there is none', () => {
    expect(digestInPackageUrl('pkg:golang/example.com/shop@234fd47e07d1004f0aed9c')).toBeUndefined();
    expect(digestInPackageUrl(`pkg:generic/shop@1?checksum=sha256:${digest}0`)).toBeUndefined();
  });
});
