/**
 * What a dialog about accounts is opened with, as the one line of text that a dialog is about.
 *
 * @module
 */
export interface GenerateAbout {
  readonly session: string | null
  readonly filter: string
}

export interface AddAbout {
  readonly session: string | null
  readonly accountId: string
  readonly role: string
}

export function aboutText(about: GenerateAbout | AddAbout): string {
  return JSON.stringify(about)
}

export function generateAbout(text: string | undefined): GenerateAbout {
  return { session: null, filter: '', ...fields(text) }
}

export function addAbout(text: string | undefined): AddAbout {
  return { session: null, accountId: '', role: '', ...fields(text) }
}

/** It is our own writing: only {@link aboutText} makes it. */
function fields(text: string | undefined): object {
  return text === undefined ? {} : (JSON.parse(text) as object)
}
