export { resetStaffPassword, type ResetStaffPassword } from './access/reset-staff-password.js';
export {
  createCommandHandlers,
  type CommandHandlers,
  type CommandHandlersOptions,
} from './composition/command-handlers.js';
export { commandRoutes } from './composition/command-routes.js';
export { commandSideEnvironment, type CommandSideConfig } from './configuration.js';
export type { Decider, Decision, Facts } from './decider.js';
export { registerDecider, type InvoiceDraft, type RegisterState } from './invoices/register-decider.js';
export { startCommandSide, type CommandSideOptions, type RunningCommandSide } from './service.js';
export type { Accepted, CommandContext, Outcome, Refused } from './streams/command-context.js';
