// Asks the service in this container whether it runs; exit code 0 or 1, as Docker's HEALTHCHECK takes it.
const path = process.env.HEALTH_PATH ?? '/health/live';
try {
  const response = await fetch(`http://127.0.0.1:${process.env.PORT}${path}`, { signal: AbortSignal.timeout(4_000) });
  process.exit(response.ok ? 0 : 1);
} catch {
  process.exit(1);
}
