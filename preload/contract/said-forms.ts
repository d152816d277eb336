/**
 * Every sentence that is said by its form, by id.
 *
 * @module
 */
import { type FillOf, filled, type ReadOf } from './said-form.ts'
import { logForms } from './said-forms-log.ts'
import { profileForms } from './said-forms-profiles.ts'
import { sessionForms } from './said-forms-sessions.ts'
import { takeOverForms } from './said-forms-take-over.ts'
import { vaultForms } from './said-forms-vault.ts'

export const saidForms = {
  ...vaultForms,
  ...logForms,
  ...profileForms,
  ...takeOverForms,
  ...sessionForms,
} as const

type Forms = typeof saidForms
export type SaidFormId = keyof Forms

/** What a window reads out of each. */
export type FormSayings = { [Id in SaidFormId]: ReadOf<Forms[Id]> }

/** A sentence in English, as a terminal prints it. */
export function inWords<Id extends SaidFormId>(
  id: Id,
  ...[values]: keyof FillOf<Forms[Id]> extends never ? [] : [FillOf<Forms[Id]>]
): string {
  return filled(saidForms[id], values ?? {})
}
