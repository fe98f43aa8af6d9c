"""From text and figures to what Textual draws: styled lines, fans, tables, signs, themes."""
