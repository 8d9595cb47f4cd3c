"""An authority file, as archivists keep one: how persons and offices that cases name in English are written in Chinese.

A calendar names sender and recipient once, in one language. A name that is not in the table stands as it is.
"""

from __future__ import annotations

CHINESE = {
    "Mao Zedong": "毛泽东", "Zhou Enlai": "周恩来", "Liu Shaoqi": "刘少奇", "Peng Dehuai": "彭德怀", "Chen Yi": "陈毅",
    "Kim Il Sung": "金日成", "Pak Hon-yong": "朴宪永", "Nam Il": "南日", "Syngman Rhee": "李承晚", "Gao Gang": "高岗",
    "Joseph Stalin": "斯大林", "Stalin": "斯大林", "Nikita Khrushchev": "赫鲁晓夫", "Khrushchev": "赫鲁晓夫",
    "Vyacheslav Molotov": "莫洛托夫", "Terentii Shtykov": "什特科夫", "Shtykov": "什特科夫", "Roshchin": "罗申",
    "Nikolai Roshchin": "罗申", "Andrei Gromyko": "葛罗米柯", "Dwight D. Eisenhower": "艾森豪威尔",
    "John Foster Dulles": "杜勒斯", "Harry S. Truman": "杜鲁门", "Dean Acheson": "艾奇逊",
    "Department of State": "美国国务院", "Embassy in Seoul": "美国驻汉城使馆", "Embassy in Korea": "美国驻韩国使馆",
    "Joint Chiefs of Staff": "美国参谋长联席会议", "National Security Council": "美国国家安全委员会",
    "DPRK government": "朝鲜政府", "Government of the DPRK": "朝鲜政府", "Chinese embassy, Pyongyang": "中国驻平壤使馆",
    "Government of China": "中国政府", "Chinese government": "中国政府", "Soviet government": "苏联政府",
    "Chinese People's Volunteers": "中国人民志愿军", "Chinese People’s Volunteers": "中国人民志愿军",
    "United Nations": "联合国", "United Nations Command": "联合国军司令部",
}  # fmt: skip


def party(name: str, language: str) -> str:
    """Return a party's name as it is written in *language*; several are divided by semicolons or ``and``.

    >>> party("Mao Zedong", "zh"), party("Zhou Enlai and Kim Il Sung", "zh"), party("Mao Zedong", "en")
    ('毛泽东', '周恩来、金日成', 'Mao Zedong')
    """
    if language != "zh" or name in CHINESE:
        return CHINESE.get(name, name) if language == "zh" else name
    parts = [part.strip() for part in name.replace("; ", " and ").split(" and ")]
    return "、".join(CHINESE[part] for part in parts) if all(part in CHINESE for part in parts) else name
