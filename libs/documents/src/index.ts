export * from './document.js';
export * from './document-rule.js';
export * from './figures.js';
export * from './markdown.js';
export * from './recorded-documents.js';
export * from './wording.js';
