import type { ChangePlanView } from '../../../preload/contract/console-access-views.ts'

export interface WayBackQuestion {
  readonly profile: string
  readonly accountId: string
  readonly targetId: string
  /** Console authorization is on after the change, so there is something to turn off. */
  readonly isOnAfterwards: boolean
  /** The change to take back; the last one when left out. */
  readonly changeId?: string | undefined
}

/** The commands that go back. None needs the console: all sign with the profile's keys. */
export function wayBack(question: WayBackQuestion): ChangePlanView['wayBack'] {
  const disable = {
    command: `signet console-access disable ${where(question)}`,
    text: `turns console authorization off for ${question.targetId}`,
  }
  const undo = { command: undoCommand(question), text: 'takes this whole change back' }
  return question.isOnAfterwards ? [disable, undo] : [undo]
}

export function undoCommand(question: Omit<WayBackQuestion, 'isOnAfterwards'>): string {
  const which = question.changeId === undefined ? '' : ` --change ${question.changeId}`
  return `signet console-access undo ${where(question)}${which}`
}

function where({ profile, targetId, accountId }: Omit<WayBackQuestion, 'isOnAfterwards'>): string {
  return `--profile ${word(profile)}${targetId === accountId ? '' : ` --target ${targetId}`}`
}

/** As a POSIX shell takes it. */
function word(text: string): string {
  return /^[\w.@%+=:,/-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
