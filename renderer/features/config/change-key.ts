/**
 * Which change of Signet's is meant, as the one line of text that a dialog is about: `config:3`. Pure.
 *
 * @module
 */
import type { ConfigFileView } from '../../../preload/contract/config-views.ts'

export interface ChangeKey {
  readonly file: ConfigFileView
  /** From 1, the newest. */
  readonly number: number
}

export function changeKey({ file, number }: ChangeKey): string {
  return `${file}:${number}`
}

/** The newest change of the config where the text says nothing. */
export function changeFrom(text: string | undefined): ChangeKey {
  const [, file, number] = /^(config|credentials):([1-9]\d{0,2})$/.exec(text ?? '') ?? []
  return { file: file === 'credentials' ? 'credentials' : 'config', number: Number(number ?? 1) }
}
