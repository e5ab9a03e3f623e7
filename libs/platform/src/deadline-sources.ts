import { DiscoveryService } from '@nestjs/core';

/**
 * Marks a provider as a `DeadlineSource` of the kernel. It stands here, not in `deadlines`, because the libraries that own dates lie
 * upstream of the one that asks them.
 */
export const ProvidesDeadlines = DiscoveryService.createDecorator();
