import { isUtf8 } from 'node:buffer';
import { boundsDefect, fieldProblems, isNestedTooDeep, limits, textDefect } from '@slipway/contracts';
import type { Rejection } from '@slipway/decider';
import { FlowTemplate, importTemplate } from '@slipway/flow';
import { z } from 'zod';
import { templateInvalid } from '../domain/template/template.policy.js';

type Read = FlowTemplate | Rejection<'TEMPLATE_INVALID'>;

/** What was sent as a template, or each thing that is wrong with it. @param bytes Markdown or JSON in UTF-8 */
export function readTemplate(bytes: Buffer, mediaType: string): Read {
  if (!isUtf8(bytes)) return templateInvalid([{ field: '(whole)', reason: 'send text in UTF-8' }]);
  const read = mediaType.startsWith('application/json') ? fromJson(bytes) : fromMarkdown(bytes);
  const defect = 'rejected' in read ? undefined : (boundsDefect(read) ?? textDefect(read));
  return defect === undefined ? read : templateInvalid([{ field: defect.path.join('.'), reason: defect.fix }]);
}

function fromMarkdown(bytes: Buffer): Read {
  const { template: imported, errors = [] } = importTemplate(bytes.toString());
  return imported ?? templateInvalid(errors.map(({ code, details }) => ({ code, ...details })));
}

function fromJson(bytes: Buffer): Read {
  if (isNestedTooDeep(bytes)) {
    return templateInvalid([{ field: '(whole)', reason: `must nest at most ${String(limits.json.depth)} deep` }]);
  }
  const parsed = parse(bytes.toString());
  if (parsed.success) return parsed.data;
  return templateInvalid(fieldProblems(parsed.error.issues).map(({ field, fix }) => ({ field, reason: fix })));
}

const Json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: `is not JSON: ${String(error)}` });
    return z.NEVER;
  }
});

const parse = (text: string) => Json.pipe(FlowTemplate).safeParse(text);
