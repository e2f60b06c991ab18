/** A part of the report: what it is called, what links to it, what it shows. */
import type { RecordNames } from '../../record-names.ts';
import type { ReportInput } from '../../report-input.ts';
import type { Markup } from '../markup.ts';

export interface Section {
  readonly id: string;
  readonly title: string;
  body(input: ReportInput, names: RecordNames): Markup;
}
