import { evidenceStoreContract } from '../contract/evidence-store.contract.js';
import { InMemoryEvidenceStore } from './in-memory-evidence-store.js';

describe('the in-memory evidence store', () => {
  evidenceStoreContract(() => Promise.resolve({ store: new InMemoryEvidenceStore(), close: () => Promise.resolve() }));
});
