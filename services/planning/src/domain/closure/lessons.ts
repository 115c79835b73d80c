import type { ReleaseSummary } from '@slipway/contracts';
import { documentOf, list, type Document } from '@slipway/documents';

export const lessonsDocument = (lessons: readonly string[], release: ReleaseSummary): Document =>
  documentOf('Lessons learned', release, [list(lessons)]);
