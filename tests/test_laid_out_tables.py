"""Tables of text that is laid out as a page looks, as a program prints the pages of a PDF."""

from __future__ import annotations

from printed_timetables import COVER, starts
from tourlib.readers import read_bytes
from tourlib.report import Report, build_report

#: Days over all columns, cells in the middle of their rows.
DAYS_OVER = """
    時間             行程內容           地點          備註
                 D1 9 月 7 日（一） 臺北→哥本哈根
               桃園機場第二航廈
   08:30                      桃園機場       自備早餐
               集合
               搭乘荷蘭航空班機
 11:00-19:40   經阿姆斯特丹前往       機上         用餐於機上
               哥本哈根
                   D2 9 月 8 日（二） 哥本哈根
               拜會哥本哈根市政
               府交通局，聽取自                  接待人：Lars
 09:30-11:00                  市政廳
               行車道路網之規劃                  Holm
               簡報
               考察新港區自行車
 14:00-16:00                  港區
               橋
"""
#: The page that goes on without the header has its columns elsewhere.
TWO_PAGES = """
日期         星期           時間            課程(參訪)主題
9月7日       一                          搭機前往荷蘭
9月8日       二            14:00－16:30   參訪鹿特丹青年發
                                      展中心
\f9月9日   三   09:30－11:00   分組研討
9月10日  四   09:00－12:00   循環經濟園區之風
                         險管理
           14:00－16:30   參訪海牙國家圖書
                         館
"""


#: Days as columns, cells in the middle: merged over two slots, over two days, over all days.
WEEK = """
             9/7         9/8        9/9      9/10     9/11
時間\\日期
            （一）        （二）         （三）      （四）      （五）
                     公共治理導
          開訓典禮                             自行車道與
 09:00-              論                              風險管理實
          學院院長致                   數位政府與    停車管理政
 10:30               講座：Dr.                         務
          詞                       資料治理之    策
                     Lars Holm
                                  推動
 10:45-   課程簡介及      政策分析方                 永續城市規    個案討論
 12:15    校園導覽       法                     劃        （第一組）
 12:15-
                                    午餐
 13:30
 13:30-   參觀威靈頓
                                                    座談
 15:00    市政廳                              拜會內政部
                     實作工作坊：服務設計
 15:15-                                    數位服務處    第一週回顧
          分組討論
 16:45                                              與心得分享
"""
#: A header in two languages, and a day over all columns.
TWO_LANGUAGES = """
      Time                Topic 議題                Speaker 講者
                    Monday, 7 September 2026
                                             Dr. Anna Smith
                   Opening and Welcome
   9:00 – 9:30                               (University of
                   開幕致詞
                                             Tasmania)
                   Radar-based
                   Nowcasting                Dr. Peter Jones
   9:30 – 10:15
                   Techniques                (Bureau of Meteorology)
                   雷達即時預報
"""
#: Agencies in the middle of the people whom they are printed for once, and units of one person.
MERGED_AGENCIES = """
 組別          編號   服務機關      單位      職稱      姓名
        1                 戶政司     科長      王大明
        2         內政部     地政司     專員      李小華
 第一組
        3                 資訊中心    高級分析師   陳美玲
數位治理
                  交通部公路
        4                 規劃組     正工程司    張志豪
                  局
        5         財政部關務   業務一組    課長      吳佩珊
        6         署基隆關              課員      劉俊傑
"""
#: Recommendations in the middle of their rows.
ADVICE = """
貳、建議
 項次      建議事項     說明    主辦機關    協辦機關         期程
                整合各縣市
                收容處所之
        建立避難收   容量、設備
  1     容處所資訊   與無障礙資   內政部     衛生福利部    短期
        平台      訊，並即時
                公開供民眾
                查詢。
                鼓勵物流業
                者及零售業
        推動企業防
  2             者與地方政   經濟部     內政部      中長期
        災協定
                府簽訂支援
                協定。
"""


#: A header of five lines, with remarks; times cut inside their numbers, below an unknown word.
HIGH_HEADER = """
            時間
 日期                                 主講（接待）
          (當地        行程內容        地點            備註
（星期）                                  人員
           時間)
 9月7日    09:30 至    拜會聯邦交通      交通部大樓
                                               永續司司長 Luc Maes    簡報
（一）     11:30      部
"""
CUT_TIMES = """
日期        時辰          行程內容          場地
         09:30~11:3   拜會國家公園管理
9月7日                                管理處
         0            處
（一）
         13:30~16:3   實地觀摩步道管制     海眼湖步道
         0                           口
9月8日     10:20      搭火車赴克拉科夫
（二）
"""
#: Units in one, two and one lines: one of two lines is beside the middle of its person.
UNITS = """
編號   服務機關       服務單位         職稱    姓名
 1   內政部國土管理署  城鄉發展分署       科長    林欣怡
                學生事務及特殊教
 2   教育部                       科長    王若涵
                育司
 3   臺北市政府交通局  運輸管理科        科長    李哲維
"""


def printed(timetable: str) -> Report:
    """A report that is little more than this timetable, as a text file."""
    return build_report(read_bytes((COVER + timetable).encode(), "r.txt"), cohort=115)


def test_days_over_all_columns() -> None:
    report = printed(DAYS_OVER)
    assert starts(report) == [
        "09-07 08:30 桃園機場第二航廈集合", "09-07 11:00 搭乘荷蘭航空班機經阿姆斯特丹前往哥本哈根",
        "09-08 09:30 拜會哥本哈根市政府交通局,聽取自行車道路網之規劃簡報", "09-08 14:00 考察新港區自行車橋",
    ]  # fmt: skip
    assert report.sessions["place"].tolist() == ["桃園機場", "機上", "市政廳", "港區"]


def test_a_page_that_goes_on_with_its_columns_elsewhere() -> None:
    assert starts(printed(TWO_PAGES)) == [
        "09-07 - 搭機前往荷蘭", "09-08 14:00 參訪鹿特丹青年發展中心", "09-09 09:30 分組研討",
        "09-10 09:00 循環經濟園區之風險管理", "09-10 14:00 參訪海牙國家圖書館",
    ]  # fmt: skip


def test_cells_of_a_week_in_the_middle_of_what_they_are_merged_over() -> None:
    report = printed(WEEK)
    ends = report.sessions["end"].dt.strftime("%H:%M")
    assert [f"{said}-{end}" for said, end in zip(starts(report), ends, strict=True)] == [
        "09-07 09:00 開訓典禮學院院長致詞-10:30", "09-07 10:45 課程簡介及校園導覽-12:15",
        "09-07 12:15 午餐-13:30", "09-07 13:30 參觀威靈頓市政廳-15:00", "09-07 15:15 分組討論-16:45",
        "09-08 09:00 公共治理導論-10:30", "09-08 10:45 政策分析方法-12:15", "09-08 12:15 午餐-13:30",
        "09-08 13:30 實作工作坊:服務設計-16:45",
        "09-09 09:00 數位政府與資料治理之推動-12:15", "09-09 12:15 午餐-13:30",
        "09-09 13:30 實作工作坊:服務設計-16:45",
        "09-10 09:00 自行車道與停車管理政策-10:30", "09-10 10:45 永續城市規劃-12:15",
        "09-10 12:15 午餐-13:30", "09-10 13:30 拜會內政部數位服務處-16:45",
        "09-11 09:00 風險管理實務-10:30", "09-11 10:45 個案討論(第一組)-12:15",
        "09-11 12:15 午餐-13:30", "09-11 13:30 座談-15:00", "09-11 15:15 第一週回顧與心得分享-16:45",
    ]  # fmt: skip


def test_a_header_in_two_languages_names_each_column_once() -> None:
    report = printed(TWO_LANGUAGES)
    assert starts(report) == ["09-07 09:00 開幕致詞", "09-07 09:30 雷達即時預報"]
    assert report.sessions["speakers"].tolist() == [["Anna Smith"], ["Peter Jones"]]


def test_agencies_and_groups_in_the_middle_of_their_people() -> None:
    people = printed(MERGED_AGENCIES).participants
    assert people["agency"].tolist() == [
        "內政部", "內政部", "內政部", "交通部公路局", "財政部關務署基隆關", "財政部關務署基隆關",
    ]  # fmt: skip
    assert people["unit"].fillna("").tolist() == [
        "戶政司", "地政司", "資訊中心", "規劃組", "業務一組", "",
    ]  # fmt: skip
    assert people["group"].tolist()[:4] == ["第一組數位治理"] * 4


def test_recommendations_in_the_middle_of_their_rows() -> None:
    advice = printed(ADVICE).recommendations
    assert advice["title"].tolist() == ["建立避難收容處所資訊平台", "推動企業防災協定"]
    assert advice["text"].tolist() == [
        "整合各縣市收容處所之容量、設備與無障礙資訊,並即時公開供民眾查詢。",
        "鼓勵物流業者及零售業者與地方政府簽訂支援協定。",
    ]
    assert advice["horizon"].tolist() == ["immediate", "long_term"]


GROUPS = """
    編號   姓名      服務機關         職稱     編號   姓名      服務機關         職稱
                              第一組　停車管理組
     1    江志豪   高雄市政府交通局    科長      2    溫雅如   高雄市政府工務局    股長
                              第二組（公共運輸）
     3    范文彬   高雄市政府捷運局    技士
"""


def test_groups_between_people_two_in_a_row() -> None:
    people = printed("團員名冊\n" + GROUPS).participants
    assert people["name"].tolist() == ["江志豪", "溫雅如", "范文彬"]
    assert people["title"].tolist() == ["科長", "股長", "技士"]
    assert people["group"].tolist() == ["第一組停車管理組"] * 2 + ["第二組(公共運輸)"]


DASHES = """
   組別     編號   姓名      服務機關             職稱
    －       1    江志豪   高雄市政府交通局     處長
             2    溫雅如   高雄市政府工務局     股長
   第一組    3    范文彬   高雄市政府捷運局     技士
             4    涂美玉   高雄市政府財政局     科長
             5    詹益成   高雄市政府觀光局     科長
    －       6    柯宜君   高雄市政府人事處     科員
"""


def test_a_dash_beside_the_leaders_is_no_part_of_the_group_below() -> None:
    people = printed("團員名冊\n" + DASHES).participants
    assert people["group"].fillna("").tolist() == ["", "", *["第一組"] * 3, ""]


#: Cells begin at the top of their rows, only groups are centred; a page cuts the last.
CENTRED = """
   組別      編號   服務機關           職稱     姓名      編號   服務機關     職稱     姓名
   領隊       1     高雄市政府交通局   處長     江志豪
              2     高雄市政府工務     股長     溫雅如     3     法務部       科長     鄭一心
                    局
              4     高雄市政府捷運     專門委   范文彬     5     銓敘部       科長     游可凡
   甲組
                    局                 員
              6     高雄市政府財政     科長     涂美玉
                    局
              7     高雄市政府觀光     科長     詹益成     8     考選部       科長     戴安妮
                    局
              9     高雄市政府人事     科員     柯宜君    10     審計部       科員     方大同
   乙組
                    處
             11     高雄市政府環境     科長     葉向榮
                    保護局
   丙組      12     文化部             科員     卓立文    13     教育部       科員     白如玉
             14     高雄市政府消防局   科員     古月華    15     勞動部       科員     尤雅琪
\f
   組別      編號   服務機關           職稱     姓名      編號   服務機關     職稱     姓名
             16     高雄市政府水利局   科員     何明遠
"""


def test_groups_in_the_middle_of_rows_that_begin_at_their_top() -> None:
    people = printed("團員名冊\n" + CENTRED).participants
    groups = ["", *["甲組"] * 5, *["乙組"] * 5, *["丙組"] * 5]
    assert people["group"].fillna("").tolist() == groups


#: Groups in the middle of their rows, in lines of their own; a role over two lines.
GROUPS_BETWEEN = """
  組別    序號   姓名     服務機關         職稱    備註
 工作人    1    江志豪   經濟部           司長    領隊
 員
          2    溫雅如   經濟部           專員    幹事
          3    范文彬   經濟部能源署     組長
 第一組
          4    涂美玉   經濟部水利署     科長
          5    詹益成   經濟部商業發展署 科長
 第二組
          6    柯宜君   經濟部產業發展署 技正
"""


def test_a_group_in_a_line_of_its_own_is_a_cell_of_the_column_of_groups() -> None:
    people = printed("團員名冊\n" + GROUPS_BETWEEN).participants
    assert people["role"].tolist() == ["leader", "staff", *["member"] * 4]
    assert people["group"].fillna("").tolist() == ["", "", *["第一組"] * 2, *["第二組"] * 2]


#: The header at the foot of a page, the rows on the next one, where a cell stands above its row.
FOOT = """
      機關     單位        職務    姓名    任務

                     - 5 -
\f                                     召集人，洽談備忘錄及
           水利署     署長      江志豪
                                     致詞
經濟部
           能源署     技正      溫雅如   會計、採購
                                     撰寫第二章及第三章之
財政部關務署臺北關 業務一組    課長      范文彬
                                     初稿
"""


def test_rows_below_the_number_of_a_page_that_ends_with_their_header() -> None:
    people = printed("團員名冊\n" + FOOT).participants
    assert people["name"].tolist() == ["江志豪", "溫雅如", "范文彬"]
    assert people["title"].tolist() == ["署長", "技正", "課長"]
    assert people["unit"].fillna("").tolist()[-1] == "業務一組"


GROUPED = """
參、建議事項
序號     建議事項                 主辦機關       協辦機關        期程
一、場站管理

                    - 7 -
\f序號     建議事項                 主辦機關       協辦機關        期程
      公開各停車場即時剩餘席位，並提
1                             交通局                     立即可行
      供介接。
2     檢討收費級距。               交通局         財政局        立即可行
二、充電設施之布設與營運
                              經濟部能
3     增設充電席位。                           交通局        中長期
                              源署
4     辦理管理人員訓練。             人事處                     立即可行
"""


def test_titles_over_all_columns_of_recommendations() -> None:
    found = printed(GROUPED).recommendations
    assert found["topic_title"].tolist() == ["場站管理"] * 2 + ["充電設施之布設與營運"] * 2
    assert found["text"].tolist() == [
        "公開各停車場即時剩餘席位,並提供介接。", "檢討收費級距。", "增設充電席位。", "辦理管理人員訓練。",
    ]  # fmt: skip
    assert found["lead_agency"].tolist() == ["交通局", "交通局", "經濟部能源署", "人事處"]


ROSTER_AND_GROUPS = """
序號    職稱      姓名       服務機關
 1    處長      江志豪      高雄市政府交通局
 2    股長      溫雅如      高雄市政府工務局

                   表 3    分組表
組別     議題             成員              人數
第一組    停車管理           江志豪             1 人
第二組    公共運輸           溫雅如             1 人
"""


def test_a_caption_with_a_number_in_the_middle_ends_the_table_above() -> None:
    assert printed("團員名冊\n" + ROSTER_AND_GROUPS).participants["name"].tolist() == [
        "江志豪",
        "溫雅如",
    ]


#: Cells that the page cuts, a caption above another week, narrow columns.
TWO_WEEKS = """
                      表1    第一週
時     9/7           9/8          9/9
段     （一          （二）        （三
        ）                        ）
上    10:00       10:00-12:     參訪甲市
午      -             00        政府資訊
      12:00       拜會甲國資      局
      開訓典      料管理局與
      禮
\f時     9/7           9/8          9/9
段     （一          （二）        （三
        ）                        ）
                  轄下中心
下    搭機        參訪乙大學     座談
午

                      表2    第二週
時     9/14         9/15         9/16
段     （一）        （二）        （三）
上    參訪丙署       座談          搭機返國
午
"""


def test_a_week_with_narrow_cells_that_the_page_cuts() -> None:
    assert starts(printed(TWO_WEEKS)) == [
        "09-07 10:00 開訓典禮", "09-07 - 搭機", "09-08 10:00 拜會甲國資料管理局與轄下中心",
        "09-08 - 參訪乙大學", "09-09 - 參訪甲市政府資訊局", "09-09 - 座談", "09-14 - 參訪丙署",
        "09-15 - 座談", "09-16 - 搭機返國",
    ]  # fmt: skip


def test_times_that_a_narrow_cell_breaks_anywhere() -> None:
    report = printed(
        "日期      時間        課程           地點\n"
        "9月7日    09:00~1    參訪甲市水務局    甲市政府\n"
        "         1:30\n"
        "         12:30~14   午餐\n"
        "         :00\n"
        "9月8日    0900-120   拜會乙署        乙署\n"
        "         0\n"
        "         14:00      參訪丙署        丙署\n"
        "         ~16:\n"
        "         30\n"
    )
    ends = report.sessions["end"].dt.strftime("%H:%M")
    assert [f"{said}-{end}" for said, end in zip(starts(report), ends, strict=True)] == [
        "09-07 09:00 參訪甲市水務局-11:30", "09-07 12:30 午餐-14:00", "09-08 09:00 拜會乙署-12:00",
        "09-08 14:00 參訪丙署-16:30",
    ]  # fmt: skip


def test_lines_of_double_spaced_text_go_on_with_each_other() -> None:
    told = "本署為瞭解各國水資源治理之作法爰派員赴國外研習並將所得整理供各機關參考"
    lines = ["貳、心得", *[f"    {told}", f"{told}運用。"] * 12, "參、建議",
             "（一）建立流域資料平臺：整合各機關之水文、水質與地下水觀測資料並公開供外",
             "  界查詢使用，並定期檢討。",
             "（二）培育水利人才：與大學合作，開設跨領域之課程並設置獎學金鼓勵學生修",
             "  讀。"]  # fmt: skip
    found = printed("\n\n".join(lines)).recommendations
    assert found["title"].tolist() == ["建立流域資料平臺", "培育水利人才"]
    assert found["text"].str.endswith(("定期檢討。", "鼓勵學生修讀。")).all()


#: Days of two digits that wrap in their head; the meal of every day at the left of its cell.
WRAPPED_DAYS = """
 時段        9/7         9/8         9/9      9/1     9/1
            （一）      （二）      （三）   0(四)   1(五)
09:00-      參訪乙署    參訪丙署    座談     參訪    搭機
11:30                                       丁署    返國
12:00-      午餐
13:30
14:00-      座談        專題研討    參觀     座談
16:00
"""


def test_days_that_wrap_in_the_head_of_a_week_and_a_meal_over_all_days() -> None:
    found = starts(printed(WRAPPED_DAYS))
    assert found[6:] == [
        "09-09 09:00 座談", "09-09 12:00 午餐", "09-09 14:00 參觀", "09-10 09:00 參訪丁署",
        "09-10 12:00 午餐", "09-10 14:00 座談", "09-11 09:00 搭機返國", "09-11 12:00 午餐",
    ]  # fmt: skip


def test_a_heading_with_a_wide_space_ends_a_timetable() -> None:
    text = """貳、過程
2.1   行程
   日期           上午              下午          住宿
 9月8日                        搭機前往丹麥     哥本哈根
 9月9日      參訪丹麥能源署         座談         哥本哈根

2.2   經費
     項目        金額(元)         說明
 機票           61,000       二人
 生活費          58,000       依規定支給
 總計          119,000

2.3   準備
閱讀資料。
參、心得
港埠須及早整備。
"""
    report = printed(text)
    assert report.sessions["title"].tolist() == ["搭機前往丹麥", "參訪丹麥能源署", "座談"]
    assert report.sections["number"].tolist()[-5:] == ["貳", "2.1", "2.2", "2.3", "參"]


def test_a_number_alone_in_its_line_is_of_its_row() -> None:
    """The agencies of an item stand on other lines than its number, which is no heading."""
    text = """\f肆、建議
一、短期建議
項次           建議內容          主辦機關    協辦機關
     建置共用題庫：以停電情境編製推演題庫，供各
1                          內政部     經濟部
     機關運用，並每季更新內容。
     擴充多語訊息：增列細胞廣播所用語言類別，並
                           內政部消防   內政部移民
2    邀請新住民團體協助校閱文字用語，以提升訊息
                           署       署、勞動部
     可理解程度。
二、長期建議
項次           建議內容          主辦機關    協辦機關
     設置互助名冊：選定高齡人口比率較高之住宅並
1                          衛生福利部   內政部
     建立停電時之樓層互助名冊。
伍、結語
為期十日之研習收穫良多。
"""
    rows = printed(text).recommendations
    told = rows[["title", "lead_agency", "co_agencies"]].fillna("").values.tolist()
    assert told == [
        ["建置共用題庫", "內政部", "經濟部"],
        ["擴充多語訊息", "內政部消防署", "內政部移民署、勞動部"],
        ["設置互助名冊", "衛生福利部", "內政部"],
    ]
    assert rows["text"].str.endswith("。").all()


WITHOUT_NUMBERS = """
參、建議
項目     說明          建議事項          負責單位      協助單位
場站     旅客找不到車     公開各停車場即時剩     交通局       觀光處
       位           餘席位，並提供介接
                   。
       費率與距離無     檢討收費級距。       交通局
       關
充電     席位不足        增設充電席位。       能源科       交通局

                    - 7 -
\f管理   無人熟悉   辦理訓練，並於一   人事處   交通局
     也無手冊   年之內完成所有
            人員之複訓，編
            訂手冊。
"""


def test_recommendations_without_numbers_begin_with_their_agency_also_on_a_shifted_page() -> None:
    found = printed(WITHOUT_NUMBERS).recommendations
    assert found["lead_agency"].tolist() == ["交通局", "交通局", "能源科", "人事處"]
    assert [text.split("\n")[0] for text in found["text"]] == [
        "公開各停車場即時剩餘席位,並提供介接。", "檢討收費級距。",
        "增設充電席位。", "辦理訓練,並於一年之內完成所有人員之複訓,編訂手冊。",
    ]  # fmt: skip


#: A week whose days have their city above and the place of the night below.
NIGHTS = """
時段     9/7（一）             9/8（二）             9/9（三）
城市   甲市→乙市           乙市                  丙市
                     09:30-11:30
上午                                       10:00-12:00 參訪丙署
                     拜會乙市政府
                     14:00-16:00
下午                                       14:00-15:00 丙館座談
                     參訪乙市漁會
     21:30
     甲港集合            18:30-20:30
晚間
     23:30           乙市漁會晚宴
     搭船前往乙市
住宿   船上              乙市                  丙市
"""


def test_the_rows_of_cities_and_nights_take_no_line_of_an_entry() -> None:
    found = printed(NIGHTS).sessions
    assert found["title"].tolist()[:4] == [
        "甲港集合",
        "搭船前往乙市",
        "拜會乙市政府",
        "參訪乙市漁會",
    ]
    assert found["place"].tolist() == ["甲市→乙市"] * 2 + ["乙市"] * 3 + ["丙市"] * 2


def test_units_of_one_agency_below_each_other() -> None:
    """A department below a bureau of the same county had been read as its unit."""
    text = """
  組別       單位        職稱      姓名      備註
           澎湖縣消防局     大隊長     王小明     團長
  海島組      水利處       科長      李大同
           馬公市公所      秘書      張一心
"""
    people = printed(text).participants
    assert people["agency"].tolist() == ["澎湖縣消防局", "水利處", "馬公市公所"]
    assert people["group"].tolist() == ["海島組"] * 3


def test_a_header_of_five_lines_with_remarks_in_brackets() -> None:
    report = printed(HIGH_HEADER)
    assert starts(report) == ["09-07 09:30 拜會聯邦交通部"]
    assert report.sessions["speakers"].tolist() == [["Luc Maes"]]


def test_times_cut_inside_their_numbers_below_an_unknown_word() -> None:
    assert starts(printed(CUT_TIMES)) == [
        "09-07 09:30 拜會國家公園管理處", "09-07 13:30 實地觀摩步道管制",
        "09-08 10:20 搭火車赴克拉科夫",
    ]  # fmt: skip


def test_a_unit_of_two_lines_beside_the_middle_of_its_person() -> None:
    assert printed(UNITS).participants["unit"].tolist() == [
        "城鄉發展分署", "學生事務及特殊教育司", "運輸管理科",
    ]  # fmt: skip
