import { Stack, Text, Title } from '@mantine/core'

/** Above a part of a page: what it is, and what it is for. */
export function SectionHead({ title, about }: { readonly title: string; readonly about: string }) {
  return (
    <Stack gap={4}>
      <Title order={2} size="h3">
        {title}
      </Title>
      <Text size="sm" c="dimmed">
        {about}
      </Text>
    </Stack>
  )
}
