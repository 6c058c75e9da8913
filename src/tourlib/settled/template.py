"""The cohort file of a new cohort: how each entry is written, and nothing settled yet."""

from __future__ import annotations

from tourlib.directory.titles import title_groups


def template(cohort: int, source_name: str) -> str:
    """A commented cohort file, with nothing settled yet."""
    return f"""# {cohort} 年訓練的校訂與補充(What a person settled about cohort {cohort}; source: {source_name})
# 刪去行首的「# 」即生效;每一項都會在載入時檢查,不再符合的項目會報錯。
# Delete the leading "# " to use an entry. Every entry is checked on load; one that no longer
# fits the report is an error. Line numbers are those of `tourlib check {cohort}`.

# [[correction]]            # 勘誤 a misprint; the file itself is never changed
# line = 81
# printed = "貢"
# intended = "貳"
# why = "OCR 誤讀"

# [[keep]]                  # 看過而照印的提醒 a finding that was looked at and stands
# code = "name-variant"     # 提醒的代碼 the code of the finding
# line = 120
# why = "兩人同姓，並非誤植"

# [meta]                    # 封面 what the cover says, where it was not read right
# line = 5
# headcount = 29            # title category organiser reporters destination start end report_date
# start = 2025-08-18

# [theme]                   # 主題名稱 titles of the themes; line and why may be left out
# 1 = "數位治理"
# 2 = {{ title = "領導力", line = 153, why = "依前言" }}

# [topic]                   # 建議議題的主題 the theme of a topic of the recommendations
# 1 = 5
# 2 = {{ theme = 3, line = 911, why = "依內容" }}

# [[agency]]                # 機關歸屬 where the directory does not know an agency
# printed = "名單上的機關名稱"
# branch = "行政院"          # 總統府 行政院 立法院 司法院 考試院 監察院 地方
# level = "central"         # central | local
# tier = "所屬機關"          # 院 部會 所屬機關 縣市政府 縣市議會 縣市所屬機關 其他
# parent = "上級機關"

# [[participant]]           # 人員 a person who was not read right; printed: the name as read
# line = 22
# printed = "王小明"
# agency = "某部某中心"
# unit = "某組"
# title = "主任"
# rank = "首長"             # {" ".join(title_groups())}
# role = "member"           # leader deputy_leader member staff
# why = "依名冊"

# [[session]]               # 課程表 an entry of the timetable that was not read right
# line = 1074
# printed = "拜會某署"      # 同一行有數項時，讀到的名稱 its title as read, where a line has several
# date = 2025-08-22
# start = 15:15:00
# end = 15:45:00
# kind = "transfer"         # course visit exchange ceremony transfer meal free other
# theme = 1                 # 也可改 also: title title_en speakers place part
# why = "依內文"

# [[visit]]                 # 內文的課程與參訪 what the body says of a course or visit
# line = 320
# date = 2025-08-22
# speakers = ["王小明"]     # 也可改 also: start end title place theme session
# why = "依課程表"

# [[recommendation]]        # 建議 an item of the recommendations
# line = 915
# theme = 3                 # 也可改 also: title horizon (immediate long_term)
# lead_agency = "數位發展部"
# co_agencies = "各機關"
# why = "依表格"

# [words]                   # 詞彙 for keywords
# add = ["數位孿生"]
# forbid = ["位轉型"]
# stop = ["本次"]
# synonyms = {{ "合作" = "協作" }}

# [english]                 # 英文名稱 English names of themes, topics, hosts and agencies
# "數位治理" = "Digital governance"
"""
