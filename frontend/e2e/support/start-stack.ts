import { startStack } from './stack';

export default async function start(): Promise<void> {
  const stack = await startStack();
  console.log(`Relance runs at ${stack.baseUrl}, the simulator at ${stack.simulatorUrl}`);
}
