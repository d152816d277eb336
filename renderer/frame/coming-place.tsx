import { useTexts, useView } from '../app-context.tsx'

/** A place that has its name and nothing yet. */
export function ComingPlace() {
  const { frame } = useTexts()
  const place = useView((view) => view.place)
  return <h1>{frame.places[place]}</h1>
}
