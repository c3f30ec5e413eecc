const LEAST = [20, 19] as const;

/**
 * @param version as `process.versions.node` tells it
 * @returns a sentence where it is too old
 */
export const nodeTooOld = (version: string): string | undefined => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor, leastMinor] = LEAST;
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return undefined;
  return `Node ${version} is too old: Storefold needs ${LEAST.join('.')} or newer; install it from https://nodejs.org`;
};
