import { jsonEvent, type JSONEventData, type JSONEventType } from '@eventstore/db-client';

export type Labelled = JSONEventType<string, { label: string }, Record<string, string>>;

/** Events whose data is nothing but a label. */
export const labelled = (
  labels: readonly string[],
  { type = 'thing', metadata = {} }: { readonly type?: string; readonly metadata?: Record<string, string> } = {},
): JSONEventData<Labelled>[] => labels.map((label) => jsonEvent<Labelled>({ type, data: { label }, metadata }));

/** `0`, `1` and so on. */
export const numbers = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, k) => (from + k).toString());
