import { limits } from '../limits.ts';
import { characters } from '../rules.ts';

export const blockId = characters({ least: 1, ...limits.blockId }).optional();
