export { startMailCatcher, type MailCatcher, type MailCatcherOptions } from './start-mail-catcher.js';
