export { CorruptLog } from './log/segment-log.js';
export { FolderHeld } from './data-folder.js';
export { NotLoopback, startEventStore, type EventStoreOptions, type RunningEventStore } from './server.js';
