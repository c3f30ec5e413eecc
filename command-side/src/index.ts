export { createCommandHandlers, type CommandHandlers, type CommandHandlersOptions } from './command-handlers.js';
export type { Decider, Decision, Facts } from './decider.js';
export type { Accepted, CommandContext, Outcome, Refused } from './streams/command-context.js';
