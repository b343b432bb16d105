/** Reads a Dockerfile into stages of instructions. What it does not know is an error, not a guess. */

export type Instruction =
  | { kind: 'COPY'; from: string | null; sources: string[]; target: string }
  | { kind: 'RUN'; command: string }
  | { kind: 'ENV'; name: string; value: string }
  | { kind: 'WORKDIR'; value: string }
  | { kind: 'USER'; value: string }
  | { kind: 'VOLUME'; value: string }
  | { kind: 'STOPSIGNAL'; value: string }
  | { kind: 'EXPOSE'; ports: number[] }
  | { kind: 'CMD'; command: string[] }
  | { kind: 'HEALTHCHECK'; command: string[] };

export type Stage = { base: string; name: string; instructions: Instruction[] };

export function parseDockerfile(text: string): Stage[] {
  const stages: Stage[] = [];
  for (const line of logicalLines(text)) {
    const [word = '', rest = ''] = splitOnce(line);
    if (word === 'FROM') {
      const [, base = '', name = ''] = /^(\S+)(?: AS (\S+))?$/.exec(rest) ?? [];
      stages.push({ base, name, instructions: [] });
      continue;
    }
    const stage = stages.at(-1);
    if (!stage) throw new Error(`${word} stands before the first FROM`);
    stage.instructions.push(parseInstruction(word, rest));
  }
  return stages;
}

function logicalLines(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function parseInstruction(kind: string, rest: string): Instruction {
  switch (kind) {
    case 'COPY': {
      const words = rest.split(/\s+/);
      const options = words.filter((word) => word.startsWith('--'));
      const unknown = options.find((option) => !option.startsWith('--from='));
      if (unknown) throw new Error(`COPY ${unknown} is not known here`);
      const paths = words.filter((word) => !word.startsWith('--'));
      const from = options[0]?.slice('--from='.length) ?? null;
      return { kind, from, sources: paths.slice(0, -1), target: paths.at(-1) ?? '' };
    }
    case 'ENV': {
      const [, name, value] = /^(\w+)=(\S*)$/.exec(rest) ?? [];
      if (name === undefined || value === undefined) throw new Error(`ENV ${rest} is not known here`);
      return { kind, name, value };
    }
    case 'RUN':
      return { kind, command: rest };
    case 'EXPOSE':
      return { kind, ports: rest.split(/\s+/).map(Number) };
    case 'CMD':
      return { kind, command: execForm(rest) };
    case 'HEALTHCHECK':
      return { kind, command: execForm(rest.replace(/^(--\S+\s+)*CMD\s+/, '')) };
    case 'WORKDIR':
    case 'USER':
    case 'STOPSIGNAL':
    case 'VOLUME':
      return { kind, value: rest };
    default:
      throw new Error(`${kind} is not known here`);
  }
}

/** In the shell form a shell would be process 1 and swallow SIGTERM. */
function execForm(text: string): string[] {
  const parsed: unknown = JSON.parse(text);
  if (!Array.isArray(parsed) || !parsed.every((word) => typeof word === 'string')) {
    throw new Error(`not the exec form: ${text}`);
  }
  return parsed;
}

function splitOnce(line: string): [string, string] {
  const at = line.search(/\s/);
  return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at).trim()];
}
