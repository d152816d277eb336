/**
 * The help texts, made from the verbs themselves.
 *
 * @module
 */
import { exitCodes } from './exit-codes.ts'
import { type Style, table } from './style.ts'
import type { Verb } from './verb.ts'

/** `signet help`: what it is, every verb, exit codes. */
export function overview(all: readonly Verb[], style: Style): string {
  const verbs = all.filter(({ isHidden }) => !isHidden)
  return [
    `${style.bold('signet')}  keeps you signed in to AWS and hands every tool short-lived credentials.\n`,
    '\nUsage: signet <command> [options]\n',
    ...areasOf(verbs).flatMap(({ title, rows }) => [
      title === undefined ? '\n' : `\n${style.dim(title)}\n`,
      table(rows, (cell, column) => (column === 0 ? style.bold(cell) : cell)),
    ]),
    '\nStart with: signet login\n',
    'More of one command: signet help <command>, such as: signet help profiles add\n',
    '\nExit codes: ',
    `${exitCodes.ok} done, ${exitCodes.failed} failed, ${exitCodes.usage} wrong usage, ${exitCodes.signIn} sign-in needed, `,
    `${exitCodes.unlock} vault locked, ${exitCodes.unavailable} try again (network, AWS or disk), ${exitCodes.cancelled} cancelled.\n`,
  ].join('')
}

/** In the order in which the verbs come, with names as wide as the widest of all. */
function areasOf(verbs: readonly Verb[]) {
  const width = Math.max(...verbs.map(({ name }) => name.length))
  const titles = [...new Set(verbs.map(({ area }) => area))]
  return titles.map((title) => ({
    title,
    rows: verbs
      .filter(({ area }) => area === title)
      .map(({ name, summary }) => [`  ${name.padEnd(width)}`, summary]),
  }))
}

/** `signet help VERB`, also `signet VERB --help`. */
export function helpOf(verb: Verb, style: Style): string {
  const options = Object.entries(verb.options)
  const usage = [
    'signet',
    verb.name,
    ...(options.length > 0 ? ['[options]'] : []),
    ...(verb.usage ? [verb.usage] : []),
  ]
  return [
    `${verb.summary}\n\nUsage: ${style.bold(usage.join(' '))}\n`,
    options.length > 0 ? '\n' : '',
    table(
      options.map(([name, option]) => [
        `  ${option.takes === 'text' && option.letter ? `-${option.letter}, ` : ''}--${name}${option.takes === 'text' ? ` ${option.value}` : ''}`,
        option.help,
      ]),
    ),
    ...verb.details.map((paragraph) => `\n${paragraph}\n`),
  ].join('')
}
