import { exitCodes } from '../cli/world.ts';

/**
 * Starts something and resolves when a signal has stopped it, also one that comes while it starts. A
 * second signal does not wait.
 */
export async function runUntilStopped<T extends { stop(): Promise<void> }>(
  start: () => Promise<T>,
  onStarted: (running: T) => void = () => undefined,
): Promise<void> {
  let stopping = false;
  const signalled = new Promise<void>((resolve) => {
    const stop = (): void => {
      if (stopping) process.exit(exitCodes.findings);
      stopping = true;
      resolve();
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
  });
  const running = await start();
  onStarted(running);
  await signalled;
  await running.stop();
}
