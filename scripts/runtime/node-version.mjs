const MAJOR = 20;
const MINOR = 19;

/** Whether this Node.js will do; if not, says what to do and marks the process as failed. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isEnough = major > MAJOR || (major === MAJOR && minor >= MINOR);
  const isKnownSystem = process.platform === 'linux' || process.platform === 'darwin';
  if (isEnough && isKnownSystem) return true;
  console.error(
    isKnownSystem
      ? `Tidu needs Node.js ${MAJOR}.${MINOR} or newer and this is ${process.versions.node}; install it from https://nodejs.org and start again.`
      : 'Tidu runs on Linux and macOS; on Windows start it inside WSL.',
  );
  process.exitCode = 1;
  return false;
}
