export { NotLoopback, startDocumentStore } from './server.js';
export type { DocumentStore, DocumentStoreOptions } from './server.js';
export { FolderHeld } from './storage/folder-lock.js';
