/**
 * A question for a person, in words: what was checked and how, and nothing about what is safe.
 *
 * @module
 */
import type { ConsentQuestionView, ConsumerView, ProgramView } from '../../preload/contract/activity-views.ts'

type Asked = Pick<ConsentQuestionView, 'profile' | 'channel' | 'isProduction' | 'consumer'>

/** Lines without their ends. What comes from other programs in it was made printable when it was looked up. */
export function consentText({ profile, channel, isProduction, consumer }: Asked): readonly string[] {
  const { program, parent, relay, tty, leader } = consumer
  const session = leader === undefined ? '' : `, session of pid ${leader.pid}`
  return [
    `A program asks for credentials of profile "${profile}"${isProduction ? ', a production profile' : ''}.`,
    `  program    ${program ? programText(program) : 'not known'}`,
    ...(parent ? [`  run by     ${programText(parent)}`] : []),
    `  terminal   ${tty ?? 'none'}${session}`,
    `  by way of  ${channel}${relay?.exe === undefined ? '' : `, asked by ${relay.exe}`}`,
    `  checked    ${checkedText(consumer)}`,
  ]
}

/** A program in one line: its file, what it runs, its pid. */
function programText({ pid, exe, script }: ProgramView): string {
  const runs = script === undefined ? '' : ` running ${script} (its own word)`
  return `${exe ?? 'a program whose file is not shown'}${runs}, pid ${pid}`
}

function checkedText({ how, program }: ConsumerView): string {
  switch (how) {
    case 'verified':
      return `the system says that pid ${program?.pid} started the command that asks. What that program does was not checked.`
    case 'claimed':
      return 'nothing: this is what the command that asks says of itself.'
    case 'refuted':
      return 'the command that asks is not the process that it says it is.'
    case 'unknown':
      return 'nothing is known of who asks.'
  }
}
