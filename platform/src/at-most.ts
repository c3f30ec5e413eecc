/**
 * Waits until work is done, or for so long: then it is left to itself, whatever becomes of it. For stopping in order, where
 * whoever is waited for may never answer.
 */
export const atMost = async (work: Promise<unknown>, milliseconds: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  // A failure after that is nobody's to take.
  work.catch(() => undefined);
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};
