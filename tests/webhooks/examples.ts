import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../webhooks/examples/', import.meta.url);

/** File names without `.json`, in order. */
export const exampleNames: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -'.json'.length))
  .sort();

/** The JSON text of `webhooks/examples/<name>.json`. */
export function exampleText(name: string): string {
  return readFileSync(new URL(`${name}.json`, folder), 'utf8');
}

/** A fresh copy that a test may change. */
export function example(name: string): Delivery {
  return JSON.parse(exampleText(name));
}

// biome-ignore lint/suspicious/noExplicitAny: tests take deliveries apart at places no type should promise.
type Delivery = any;
