import { endAllTargets } from './adapters/local/end-target.js';
import { readLocalSettings } from './adapters/local/local-settings.js';

const { workFolder } = readLocalSettings();
const ended = await endAllTargets(workFolder);
console.log(ended.length === 0 ? `nothing runs in ${workFolder}` : `ended what ran on ${ended.join(', ')}`);
