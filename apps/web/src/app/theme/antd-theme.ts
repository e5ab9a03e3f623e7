import { theme as antd, type ThemeConfig } from 'antd';
import { dark, light, type Tokens } from './tokens';

const font =
  '"Inter Variable", "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif';

type Derivative = Extract<NonNullable<ThemeConfig['algorithm']>, (...args: never[]) => unknown>;

/** The algorithms shade what they are given; these colours stay as they are, in dark above all. */
function ownColours(t: Tokens): Derivative {
  return (seed, derived) => ({
    ...(derived ?? antd.defaultAlgorithm(seed)),
    colorPrimary: t.brandSolid,
    colorPrimaryHover: t.brandSolid,
    colorPrimaryActive: t.brandSolid,
    colorPrimaryBg: t.brandBg,
    colorPrimaryBorder: t.brandLine,
    colorError: t.red,
    colorErrorHover: t.red,
    colorErrorActive: t.red,
    colorErrorBg: t.redBg,
    colorErrorBorder: t.redLine,
    colorWarning: t.amberMark,
    colorSuccess: t.green,
  });
}

function themed(t: Tokens, isDark: boolean, hasMotion: boolean): ThemeConfig {
  return {
    algorithm: [isDark ? antd.darkAlgorithm : antd.defaultAlgorithm, ownColours(t)],
    hashed: false,
    token: {
      fontFamily: font,
      fontSize: 14,
      borderRadius: 6,
      borderRadiusLG: 8,
      borderRadiusSM: 4,
      controlHeight: 32,
      controlHeightSM: 26,
      motion: hasMotion,
      motionDurationMid: '0.16s',
      motionDurationSlow: '0.16s',
      wireframe: false,
      colorPrimary: t.brandSolid,
      colorLink: t.brand,
      colorLinkHover: t.brand,
      colorLinkActive: t.brand,
      colorInfo: t.brandSolid,
      colorText: t.ink,
      colorTextHeading: t.ink,
      colorTextSecondary: t.ink2,
      colorTextTertiary: t.ink3,
      colorTextDescription: t.ink3,
      colorTextPlaceholder: t.ink3,
      colorTextQuaternary: t.ink3,
      colorTextDisabled: t.ink3,
      colorIcon: t.ink3,
      colorBgLayout: t.bg,
      colorBgContainer: t.surface,
      colorBgElevated: t.surface,
      colorFillAlter: t.surface2,
      colorBorder: t.edge,
      colorBorderSecondary: t.line,
      colorSplit: t.line,
      controlItemBgActive: t.brandBg,
      controlItemBgActiveHover: t.brandBg,
      controlOutline: 'transparent',
      boxShadowSecondary: isDark ? '0 8px 24px rgb(0 0 0 / 48%)' : '0 8px 24px rgb(23 32 46 / 12%)',
    },
    components: {
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        fontWeight: 400,
        paddingInline: 14,
        defaultColor: t.ink,
        defaultBg: t.surface,
        defaultHoverColor: t.brand,
        defaultHoverBorderColor: t.brand,
        defaultActiveColor: t.brand,
        defaultActiveBorderColor: t.brand,
      },
      Tabs: {
        itemColor: t.ink,
        itemSelectedColor: t.brand,
        itemHoverColor: t.brand,
        inkBarColor: isDark ? t.brand : t.brandSolid,
        horizontalItemGutter: 24,
        horizontalItemPadding: '10px 0',
        horizontalMargin: '0',
        titleFontSize: 14,
      },
      Segmented: {
        trackBg: t.surface2,
        itemSelectedBg: isDark ? t.edge : t.surface,
        itemColor: t.ink2,
        itemSelectedColor: t.ink,
      },
      Table: { headerBg: t.surface2, headerColor: t.ink2, headerSplitColor: 'transparent', cellFontSize: 13 },
      Modal: { titleFontSize: 16 },
      Tooltip: { fontSize: 12 },
      Form: { labelColor: t.ink2, verticalLabelPadding: '0 0 4px', itemMarginBottom: 16 },
      Select: { optionSelectedBg: t.brandBg },
    },
  };
}

/** antd in the house's colours; what is not named here is stock. */
export function antdTheme(isDark: boolean, hasMotion: boolean): ThemeConfig {
  return themed(isDark ? dark : light, isDark, hasMotion);
}
