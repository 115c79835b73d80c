import { baseBindings } from './base-bindings.js';
import { statedFlow } from './base-flow.generated.js';
import { basePolicy } from './base-policy.js';
import { bind } from './bind.js';
import type { FlowTemplate } from './template.js';

/** The built-in release flow: exactly what the importer makes of `base-flow-release.md`. */
export const baseFlow: FlowTemplate = bind({ ...statedFlow, policy: basePolicy }, baseBindings);
