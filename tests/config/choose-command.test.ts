import { describe, expect, it } from 'vitest';
import { chooseCommand } from '../../src/config.ts';

const noFile = () => false;

describe('without a command', () => {
  it('the sandbox starts where nothing is configured', () => {
    expect(chooseCommand({}, noFile)).toBe('sandbox');
    expect(chooseCommand({ PATH: '/bin', PORT: '3000', LOG_LEVEL: 'debug' }, noFile)).toBe('sandbox');
    expect(chooseCommand({ NODE_ENV: 'development' }, noFile)).toBe('sandbox');
  });

  it.each(['GITLAB_URL', 'GITLAB_TOKEN', 'SLACK_BOT_TOKEN', 'SLACK_API_URL', 'DATABASE_URL'])(
    'the service starts where %s is set, unless it is empty',
    (name) => {
      expect(chooseCommand({ [name]: 'x' }, noFile)).toBe('serve');
      expect(chooseCommand({ [name]: ' ' }, noFile)).toBe('sandbox');
    },
  );

  it('the service starts where the configuration file exists', () => {
    expect(chooseCommand({}, (path) => path === 'incident-review.yml')).toBe('serve');
    expect(chooseCommand({ CONFIG_FILE: 'my.yml' }, (path) => path === 'my.yml')).toBe('serve');
    expect(chooseCommand({ CONFIG_FILE: 'my.yml' }, (path) => path === 'incident-review.yml')).toBe(
      'sandbox',
    );
  });

  it('the service starts in production, to say what is missing', () => {
    expect(chooseCommand({ NODE_ENV: 'production' }, noFile)).toBe('serve');
  });

  it('a misspelt variable is configuration too, so that its mistake is told', () => {
    expect(chooseCommand({ GITLAB_TOKN: 'glpat-x' }, noFile)).toBe('serve');
  });
});
