/**
 * What an interpreter runs, read from its command line. Any program may write there what it likes.
 *
 * @module
 */
import type { ProcessFacts } from '../kernel/ports/processes.ts'

const interpreters = /^(python|pypy|node|nodejs|ruby|perl|php|lua|deno|bun|java|pwsh|tclsh)[\d.]*$/
const shells = /^(sh|bash|dash|ash|zsh|ksh|fish|busybox)$/
/** Options whose next word is theirs, of interpreters in general; a wrong guess names an option's value as the script. */
const withValue = new Set([
  '-W',
  '-X',
  '-r',
  '--require',
  '--import',
  '-I',
  '-cp',
  '-classpath',
  '--class-path',
])
/** The code or the module stands on the command line itself. */
const inline = new Set(['-c', '-e', '--eval', '-p', '--print', '-m', '-jar'])

type Named = Pick<ProcessFacts, 'executable' | 'words' | 'folder'>

/** The script of an interpreter or of a shell, as an absolute path where that can be said; undefined for other programs. */
export function scriptOf(program: Named): string | undefined {
  const name = nameOf(program.executable)
  if (!interpreters.test(name) && !shells.test(name)) return undefined
  const [, ...words] = program.words
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? ''
    if (inline.has(word)) return inlineScript(word, words[index + 1], program.folder)
    if (withValue.has(word)) index += 1
    else if (word !== '' && !word.startsWith('-')) return absolute(word, program.folder)
  }
  return undefined
}

/** Whether it is a shell that was given one command line, as `system` and many SDKs start programs. */
export function runsCommandLine(program: Named): boolean {
  return (
    shells.test(nameOf(program.executable)) && program.words.slice(1).some((word) => /^-[a-z]*c$/.test(word))
  )
}

function nameOf(executable: string | undefined): string {
  return (
    (executable ?? '')
      .replace(/ \(deleted\)$/, '')
      .split('/')
      .at(-1) ?? ''
  )
}

/** Code is not shown: it may hold anything, a secret too. A module or an archive has a name. */
function inlineScript(option: string, word: string | undefined, folder: string | undefined): string {
  if (option === '-m' && word !== undefined) return `-m ${word}`
  if (option === '-jar' && word !== undefined) return absolute(word, folder)
  return option
}

function absolute(path: string, folder: string | undefined): string {
  return path.startsWith('/') || folder === undefined ? path : `${folder}/${path}`
}
