import type { TaskView } from '../../../preload/contract/task-views.ts'
import { spoken } from '../../texts/spoken.ts'
import type { Texts } from '../../texts/texts.ts'

/** What is under way, and how far, in the person's language where we have the words. Pure. */
export function progressText(
  { text, said, done, total, counts, found = 0 }: NonNullable<TaskView['progress']>,
  { tasks, sayings }: Pick<Texts, 'tasks' | 'sayings'>,
): string {
  if (counts === undefined) return spoken(said ?? text, sayings)
  return total === null ? tasks.accounts.asking : tasks.accounts.read(done, total, found)
}
