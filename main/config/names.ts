/**
 * What may be written into a shared config file. Names come from AWS and from people: data, never trusted.
 *
 * SECURITY: whoever writes this file chooses the commands that AWS tools run (`credential_process`). A name or value
 * that could end its line, its brackets or its quotes is refused here, before any text is made of it.
 *
 * @module
 */
import { InputError } from '../kernel/errors.ts'

const specificationName = /^[A-Za-z0-9\-/.%@_:+]+$/

/** Whether every AWS SDK reads a section or key of this name. */
export function isSpecificationName(name: string): boolean {
  return specificationName.test(name)
}

/**
 * @param name - Untrusted.
 * @throws {@link InputError} `profile-name-invalid`
 */
export function assertProfileName(name: string): void {
  if (!isSpecificationName(name) || name.length > 255) {
    throw new InputError(
      'profile-name-invalid',
      `${shown(name)} cannot be the name of a profile. Use letters, digits and - / . % @ _ : + without spaces.`,
    )
  }
  // The JavaScript SDK reads nothing at all from a file with a section of this name.
  if (name === '__proto__') {
    throw new InputError('profile-name-invalid', 'A profile cannot be named __proto__. Choose another name.')
  }
}

/** @throws {@link InputError} `config-invalid` */
export function assertKeyName(name: string): void {
  if (/^[a-z0-9_-]+$/.test(name)) return
  throw new InputError('config-invalid', `${shown(name)} cannot be a setting in the AWS config file.`)
}

/**
 * A value that every parser reads as it is: on one line, no white space round it, nothing that starts a comment.
 *
 * @throws {@link InputError} `config-invalid`
 */
export function assertValue(name: string, value: string): void {
  const fault = valueFault(value)
  if (fault === undefined) return
  throw new InputError(
    'config-invalid',
    `The value for ${name} ${fault}, so it cannot be written to the AWS config file.`,
  )
}

function valueFault(value: string): string | undefined {
  if (value === '') return 'is empty'
  if (hasControlCharacter(value)) return 'has a line break or another control character'
  if (value.trim() !== value) return 'starts or ends with a space'
  // An unpaired surrogate would be written as another character.
  if (!value.isWellFormed()) return 'is not well-formed text'
  if (/(^|\s)[#;]/.test(value)) return 'has # or ; after a space, which starts a comment'
  return undefined
}

/** Control characters, and the line and paragraph separators that some parsers take for line ends. */
export function hasControlCharacter(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code < 0x20 || (code >= 0x7f && code < 0xa0) || code === 0x2028 || code === 0x2029) return true
  }
  return false
}

/** A foreign name in a message: short, on one line, in quotes, with nothing that a terminal would obey. */
export function shown(name: string): string {
  const short = name.length > 60 ? `${name.slice(0, 60)}…` : name
  return JSON.stringify(short).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (sign) => {
    return `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`
  })
}
