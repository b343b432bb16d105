import type { Surface } from '../../../../../src/sandbox/slack/blocks/index.ts';

/** `pointer` within the block. In a message, unless another surface is named. */
export type Broken = [name: string, block: unknown, pointer: string, message: string, surface?: Surface];
