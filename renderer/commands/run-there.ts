/**
 * A command of a place that is not shown: goes there, and runs it as soon as the place has it.
 *
 * @module
 */
import { available, type Command, type CommandStore } from './commands.ts'

/** A place that has it no sooner, does not have it: nobody is signed in there, or nothing could be read. */
const patienceInMilliseconds = 10_000

/**
 * @param go - Shows the place.
 * @param onLeave - Told when the person goes elsewhere meanwhile; gives its end.
 * @returns What gives it up.
 */
export function runThere(
  store: CommandStore,
  id: string,
  go: () => void,
  onLeave: (left: () => void) => () => void,
): () => void {
  let isOver = false
  const ends: (() => void)[] = []
  const end = () => {
    isOver = true
    for (const each of ends) each()
  }
  const look = () => {
    const command = isOver ? undefined : ownCommand(store, id)
    if (command === undefined) return
    end()
    // The place is just being put together.
    queueMicrotask(command.run)
  }
  go()
  const timer = setTimeout(end, patienceInMilliseconds)
  ends.push(() => clearTimeout(timer), onLeave(end), store.subscribe(look))
  look()
  return end
}

function ownCommand(store: CommandStore, id: string): Command | undefined {
  return available(store.getState().commands.filter(({ isElsewhere }) => !isElsewhere)).find(
    (command) => command.id === id,
  )
}
