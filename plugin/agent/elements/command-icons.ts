import { AppWindow, Eye, HandHelping, MonitorUp, MousePointerClick } from 'lucide';
import type { IconNode } from 'lucide';
import type { RequestCommandName } from '../views/request-command.ts';

/** One icon for each command, wherever it is offered. */
export const COMMAND_ICONS: Readonly<Record<RequestCommandName, IconNode>> = {
  requestView: Eye,
  requestControl: MousePointerClick,
  showDesktop: MonitorUp,
  giveControl: HandHelping,
  requestCobrowseView: AppWindow,
  requestCobrowseControl: AppWindow,
};
