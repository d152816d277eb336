import { inWords } from '../../preload/contract/said-forms.ts'
import type { FileFault } from './ports/files.ts'

const words: Readonly<Record<FileFault, string>> = {
  'no-space': inWords('disk-full'),
  'read-only': inWords('disk-read-only'),
  'not-allowed': inWords('disk-not-allowed'),
  'not-a-file': inWords('disk-not-a-file'),
  io: inWords('disk-broken'),
}

/** Why a file of Signet's could not be had, and what a person can do: the end of a sentence. */
export function diskWords(fault: FileFault): string {
  return words[fault]
}
