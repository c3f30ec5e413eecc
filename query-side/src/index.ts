import 'reflect-metadata';

export * from './configuration.js';
export * from './query-routes.js';
export * from './service.js';
