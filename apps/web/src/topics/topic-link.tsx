import { TextLink } from '../links/text-link.tsx'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'

/** A topic of the instance of this page. */
export function TopicLink({ topic }: { readonly topic: string }) {
  return <TextLink to={paths.topic(useParam('instanceId'), topic)}>{topic}</TextLink>
}
