// Usage: a path, and the variable with the port that serves it.
const [address = '/', portVariable = 'PORT'] = process.argv.slice(2);

try {
  const url = `http://127.0.0.1:${process.env[portVariable] ?? 8080}${address}`;
  const { ok, status } = await fetch(url, { signal: AbortSignal.timeout(4000) });
  console.log(`${url} answered ${status}`);
  process.exitCode = ok ? 0 : 1;
} catch (error) {
  console.error(String(error.cause ?? error));
  process.exitCode = 1;
}
