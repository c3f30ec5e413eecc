/** The status of a refusal, and how it is said: what was wrong and what would be right. */
export type Telling = { readonly status: number; readonly say: (fact: (name: string) => string) => string };
