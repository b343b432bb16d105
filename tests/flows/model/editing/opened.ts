import { boxesIn } from '../../../../src/domain/boxes/find-boxes.ts';
import { hashOfText, withMark, writeMark } from '../../../../src/domain/mark.ts';

const severity = 'severity::2 (high)';

const form = `## Key Information

| Metric | Value |
| --- | --- |
| Incident Severity | ${severity} |
| Start Time | _Fill in: when customers began to be affected_ |
| End Time | _Fill in: when customers ceased to be affected_ |

## Summary

_Fill in: what happened_

## Review Guidelines

- [x] The title is right. <!-- guideline:title -->
- [ ] The label is there. <!-- guideline:service-label -->
  1. [ ] And so is the other one. <!-- guideline:severity-label -->
- [ ] Everybody was told. <!-- guideline:announced -->

<details>
<summary>For the DRI</summary>

- [ ] All values are there. <!-- guideline:key-information -->
- [ ] The story is told. <!-- guideline:details -->

</details>`;

/** A short review, for many runs: whatever can stand in one, once. */
export const opened = withMark(
  form,
  writeMark({
    incident: { project: 7, issue: 700, iid: 12 },
    template: 'incident-review',
    cells: { severity: hashOfText(severity) },
    blocks: {},
    boxes: boxesIn(form),
  }),
);
