/** Pickers of dates and times. */
import { z } from 'zod';
import { formatted, name } from '../rules.ts';
import { actionable, focus, placeholder } from './common.ts';

export const datePicker = z.strictObject({
  type: z.literal('datepicker'),
  ...actionable,
  focus_on_load: focus,
  placeholder,
  initial_date: formatted(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'YYYY-MM-DD').optional(),
});

export const timePicker = z.strictObject({
  type: z.literal('timepicker'),
  ...actionable,
  focus_on_load: focus,
  placeholder,
  initial_time: formatted(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:mm').optional(),
  timezone: name.optional(),
});

/** Seconds since 1970, with ten digits. */
const tenDigits = z
  .number()
  .refine((value) => /^\d{10}$/.test(String(value)), 'must be a timestamp of 10 digits');

export const dateTimePicker = z.strictObject({
  type: z.literal('datetimepicker'),
  ...actionable,
  focus_on_load: focus,
  initial_date_time: tenDigits.optional(),
});
